"""Names of persons, places and bodies: which Arabic words one stands for, another one, one spelt in several ways."""
