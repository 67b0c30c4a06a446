"""The doors people come in by: the command line and the web app. They ask, call and show."""
