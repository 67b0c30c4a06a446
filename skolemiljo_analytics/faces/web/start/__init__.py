"""The script Streamlit runs, in a folder of its own.

A folder called ``pages`` beside the script would make Streamlit look for pages by their file names
before it has run, and refuse the address of a page on the first visit.
"""
