"""The script Streamlit runs for every reader."""

from skolemiljo_analytics.faces.web.shell import show

if __name__ == "__main__":
    show()
