"""The pages and the HTTP API. The one home of FastAPI: handlers read, call one thing and show it."""
