"""The partnership's protocol in words."""
