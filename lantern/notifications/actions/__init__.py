"""What may be done with handovers, messages and deliveries: one module for each noun."""
