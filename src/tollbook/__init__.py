"""tollbook: casualty figures in news articles, kept with their exact words."""
