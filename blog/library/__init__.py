"""The pages of the picture library. They know the posts that show a picture; the pictures themselves do not."""
