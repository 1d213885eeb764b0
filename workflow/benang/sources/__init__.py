"""From raw files to frozen text: intake, readers, speakers, cleaning, freezing."""
