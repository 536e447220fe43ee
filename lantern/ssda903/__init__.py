"""The statutory return of looked-after children (SSDA903) as pure data: tables, codes, checks."""
