"""What is compared by value: numbers, what they count, and dates, in figures or in words of either language."""
