"""What every room stands on: tables, files, texts, problems, and the configuration."""
