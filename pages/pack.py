"""Forum pack: slides, paper, web page, workbook and pictures of one period, and what earlier packs said."""

from reach.screens import pack

pack.show_page()
