"""What every template may say of the look the visitor chose."""

from django.http import HttpRequest

LOOKS = ("auto", "light", "dark", "contrast")
PRINTS = ("normal", "large")


def look(request: HttpRequest) -> dict[str, str]:
    """Return the chosen colours and print size, kept in cookies, no script needed."""
    chosen, size = request.COOKIES.get("look", "auto"), request.COOKIES.get("print", "normal")
    return {
        "look": chosen if chosen in LOOKS else "auto",
        "print_size": size if size in PRINTS else "normal",
    }
