"""The dashboard on a server: what the web server adds to the pages. Nothing else in reach imports this.

`streamlit run reach/server/app.py` starts it, `streamlit run dashboard.py` the same pages on one's own computer.
"""
