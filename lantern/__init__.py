"""One shared record for children who go missing, used by every agency that has to act."""
