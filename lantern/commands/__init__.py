"""The `lantern` command: one module for each verb, each exposing `command`."""
