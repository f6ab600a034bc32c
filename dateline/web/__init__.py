"""The archive as pages and as JSON; ``dateline.web.app.create_app`` makes the application."""
