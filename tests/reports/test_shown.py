from reports.shown import show_prose


def test_an_arabic_quotation_is_one_run_whatever_marks_are_in_it() -> None:
    """A title with quotation marks of its own would fall into two runs, the second before the first."""
    shown = show_prose('The next best is \u2068“كلام قاسٍ "ثم وقعنا في الحب"”\u2069 of 2018; not “كلام”.')
    assert shown == (
        'The next best is \u2068“<bdi lang="ar" dir="rtl">كلام قاسٍ &#34;ثم وقعنا في الحب&#34;</bdi>”\u2069'
        ' of 2018; not “<bdi lang="ar" dir="rtl">كلام</bdi>”.'
    )
