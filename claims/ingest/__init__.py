"""The world -> Article: texts, pages, files and addresses in; stored articles with a revision out."""
