"""Pages as people paste them: the report, then what the page's readers left."""

import pytest

from sayso.read import read_page
from sayso.read.residue import find_rating, find_residue
from sayso.records import Comment, Page, Rating

BODY = (
    "Mortar shells hit the market of Hodeidah on Thursday and killed at least six people, the Red Crescent said.\n\n"
    "The governor blamed the rebels. A rebel spokesman denied that his men had fired."
)


def read(text):
    report = read_page(Page(content=text.encode(), source="pasted.txt", media_type="text/plain"))
    assert report.text[report.body.start : report.body.end] == report.body.surface
    return report


def test_wpdiscuz_with_a_rating_and_times_only():
    report = read(
        BODY + "\n\nPTI / Red Sea Tribune 2019.\n\n3.2 12 votes\nArticle Rating\nNotify of\n\nInline Feedbacks\n"
        "View all comments\n03-05-19 08:15\n\nHow many more markets?\n\n21-05-19 23:59\n\nBoth sides lie.\n\nThat is all."
    )

    assert report.body.surface == BODY
    assert report.credit == ("Press Trust of India", "Red Sea Tribune")
    assert report.feedback.rating == Rating(value=3.2, scale=5.0, votes=12)
    assert report.feedback.comments == (
        Comment(text="How many more markets?", posted="2019-05-03T08:15"),
        Comment(text="Both sides lie.\nThat is all.", posted="2019-05-21T23:59"),
    )
    assert (report.published.value, report.published.source, report.published.latest) == (
        "2019-05-03",
        "comments",
        True,
    )


def test_wpdiscuz_with_names_votes_and_an_answer():
    report = read(
        BODY + "\n\n4 5 votes\nArticle Rating\nSubscribe\nLogin\nNotify of\nLabel\n2 COMMENTS\nOldest\n\n"
        "Salma K\n2 years ago\n\nMy uncle sells fish there.\n\n7\nReply\n\nNiels\n\nReply to  Salma K\n2 years ago\n\n"
        "Is he safe?\n\n-1\nReply\n"
    )

    assert report.feedback.comments == (
        Comment(text="My uncle sells fish there.", author="Salma K", votes=7),
        Comment(text="Is he safe?", author="Niels", reply_to=0, votes=-1),
    )
    assert report.body.surface == BODY
    assert report.published.value is None


def test_wordpress_core_with_says_lines():
    report = read(
        BODY + "\n\n2 thoughts on “Mortar shells hit market”\n\nOld Sailor says:\nMay 3, 2019 at 9:33 pm\n\n"
        "The port is next.\n\nReply\n\nM. Haddad says:\nMay 14, 2019 at 12:05 am\n\nNo, the airport.\n\nReply\n\n"
        "Leave a Reply Cancel reply\n\nYour email address will not be published. Required fields are marked *\n\n"
        "Comment *\n\nName *"
    )

    assert report.feedback.comments == (
        Comment(text="The port is next.", author="Old Sailor", posted="2019-05-03T21:33"),
        Comment(text="No, the airport.", author="M. Haddad", posted="2019-05-14T00:05"),
    )
    assert report.body.surface == BODY


def test_month_first_times_where_a_field_over_twelve_says_so():
    report = read(BODY + "\n\n2 Comments\n\n5/3/2019 8:15 AM\nSad.\n\n5/21/2019 11:59 PM\nVery sad.\n")

    assert [c.posted for c in report.feedback.comments] == ["2019-05-03T08:15", "2019-05-21T23:59"]


def test_ambiguous_times_are_day_first():
    report = read(BODY + "\n\nComments (2)\n\n05/03/2019 8:15\nSad.\n\n06/03/2019 9:30\nVery sad.\n")

    assert [c.posted for c in report.feedback.comments] == ["2019-03-05T08:15", "2019-03-06T09:30"]


def test_names_and_times_on_one_line():
    report = read(
        BODY
        + "\n\nReaders' comments\n\nPetra V. | 2019-05-03 08:15\nStop the war.\n\nAli on 4 May 2019 at 10:00\nWho will?\n"
    )

    assert [(c.author, c.posted, c.text) for c in report.feedback.comments] == [
        ("Petra V.", "2019-05-03T08:15", "Stop the war."),
        ("Ali", "2019-05-04T10:00", "Who will?"),
    ]


def test_comments_without_times_are_cut_at_reply():
    report = read(
        BODY + "\n\n2 COMMENTS\n\nSalma\nMy uncle sells fish there.\nLike 3\nReply\n\nNiels\nIs he safe?\nReply\n"
    )

    assert [(c.author, c.text, c.votes) for c in report.feedback.comments] == [
        ("Salma", "My uncle sells fish there.", 3),
        ("Niels", "Is he safe?", None),
    ]


def test_a_form_without_comments_is_cut_off():
    report = read(
        BODY
        + "\n\nLeave a Reply\nYour email address will not be published. Required fields are marked *\nComment\nName *\n"
        "Email *\nWebsite\nPost Comment"
    )

    assert report.body.surface == BODY
    assert report.feedback.comments == ()


def test_widget_words_on_one_line():
    report = read(BODY + "\n\n4.5 2 votes Article Rating Notify of Inline Feedbacks View all comments")

    assert report.body.surface == BODY
    assert report.feedback.rating == Rating(value=4.5, scale=5.0, votes=2)


def test_a_rating_alone():
    report = read(BODY + "\n\nRate this article\nAverage rating 4.2 / 5. Vote count: 17\n")

    assert report.feedback.rating == Rating(value=4.2, scale=5.0, votes=17)
    assert report.body.surface == BODY


@pytest.mark.parametrize(
    "text",
    [
        "12 Comments\n\n"
        + BODY
        + "\n\nThe ministry gave no further details about the attack on the market in the port.",
        BODY
        + "\n\nThe motion passed by 5 votes to 4. Members said that the comments of the governor were not helpful.",
        "Live updates\n\n21:33\nShells hit the market, residents say, and ambulances are on their way to the port.\n\n"
        "22:10\nThe governor blames the rebels for the attack, and a spokesman denies that they fired.",
        BODY
        + "\n\nJohn Smith, a resident, said: “We ran.” He had come on 3 May 2019 at 10:00 to buy bread for the family.",
    ],
    ids=["count under the headline", "votes in the text", "live blog", "speaker in the text"],
)
def test_text_that_only_looks_alike_stays(text):
    assert find_residue(text) is None


def test_no_rating_without_a_word_for_it():
    assert find_rating(["4.8 of 5 soldiers", "4.8 5"]) is None
