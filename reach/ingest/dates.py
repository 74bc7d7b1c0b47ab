"""Interim."""

import datetime as dt
import re


def moment(text, *, month_first=False):
    text = str(text).replace(",", " ").strip()
    text = re.sub(r"(GMT.*|[+-]\d\d:\d\d)$", "", text).strip()
    text = " ".join(text.split())
    a = "%m/%d/" if month_first else "%d/%m/"
    for f in (a + "%Y", a + "%y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d"):
        for t in ("", " %H:%M:%S", " %I:%M:%S %p", " %H:%M:%S %p", " %H:%M"):
            try:
                return dt.datetime.strptime(text, f + t)
            except ValueError:
                pass
    return None


def day(value, *, month_first=False):
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = moment(value, month_first=month_first) if value not in (None, "") else None
    return found.date() if found else None


def is_month_first(texts):
    first = second = False
    for text in texts:
        m = re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d", str(text))
        if m:
            first |= int(m[1]) > 12
            second |= int(m[2]) > 12
    if first and second:
        raise ValueError
    return True if second else False if first else None


def minutes(text):
    m = re.fullmatch(r"(?:(\d+)h)?\s*(?:(\d+)m)?\s*(?:(\d+)s)?", str(text).strip())
    if m and m[0]:
        return int(m[1] or 0) * 60 + int(m[2] or 0) + int(m[3] or 0) / 60
    try:
        return float(text)
    except ValueError:
        return None
