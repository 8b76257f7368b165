"""Who translated: a person, a machine, or nobody can say; with the signs in the text and the reasons they give."""
