"""What every package uses: tables, files, texts, problems, and the configuration."""
