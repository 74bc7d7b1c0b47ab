"""Partners: who leads what, whom each reaches, and what nobody leads."""

from reach.screens import partners

partners.show_page()
