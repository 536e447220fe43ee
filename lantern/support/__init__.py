"""After the interview: letters, the directory of services, work with a child, the child’s page."""
