"""The kit that every page is made of: page, card, drill-through, downloads, filters, text, menu.

It knows no page. Only this package and reach.screens import Streamlit.
"""
