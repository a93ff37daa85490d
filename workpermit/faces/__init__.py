"""Is the face in one picture that of another: a comparison of two pictures, advice for a person who looks."""
