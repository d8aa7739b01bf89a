"""Second thoughts: what is said must be about what was meant."""

import pytest
import torch

from assistant.interface import ReplyKind
from assistant.vla.language import SKILLS
from assistant.vla.sight import COLORS, FEATURES, HELD, KINDS
from assistant.vla.tokens import Writing
from assistant.vla.weighing import Line, Weighing, read_lines

THINGS = ("red cup", "green cup", "blue bowl")


class Reader:
    def encode(self, conversations):
        return [c[-1].text for c in conversations]


class Pointer:
    """A language side that finds things by their names, and knows two skills."""

    def encode(self, lines, features, present):
        return torch.tensor([[float(i)] for i in range(len(lines))]).expand(-1, 1)[:, None], setattr(self, "lines", lines), features.shape[1]

    def skill(self, states):
        return torch.stack([torch.nn.functional.one_hot(torch.tensor(SKILLS.index("put_in" if "in the" in x else "pick")), len(SKILLS)).float() for x in self.lines])

    def point(self, states, present):
        logits = torch.zeros(len(self.lines), len(THINGS) + 1, 2)
        for row, line in enumerate(self.lines):
            parts = (line.partition(" in the ")[0].partition(" on the ")[0], line.partition(" in the ")[2] or line.partition(" on the ")[2] or line)
            for column, part in enumerate(parts):
                found = [i for i, name in enumerate(THINGS) if name in part]
                logits[row, found[0] if found else len(THINGS), column] = 20.0
        return logits


def weighing(meant):
    return Weighing(Pointer(), Reader(), torch.zeros(1, 3, FEATURES), torch.ones(1, 3, dtype=torch.bool), torch.tensor(meant))


def said(weighed, lines):
    return weighed.weigh(lines)[0][0]


def act(*steps, chance=-0.5):
    return Line(ReplyKind.ACT, "", steps, (), chance)


def ask(*options, chance=-0.5):
    return Line(ReplyKind.ASK, "", (), options, chance)


def test_of_two_acts_the_one_about_what_was_meant():
    wrong, right = act("put the green cup in the blue bowl", chance=-0.4), act("put the red cup in the blue bowl", chance=-1.5)
    assert said(weighing([[0.95, 0.02], [0.05, 0.01], [0.01, 0.98]]), [wrong, right]) is right


def test_what_lies_on_the_table_is_not_what_is_held():
    features = torch.zeros(1, 3, FEATURES)
    features[0, 0, HELD] = 1.0
    one = Weighing(Pointer(), Reader(), features, torch.ones(1, 3, dtype=torch.bool), torch.zeros(3, 2))
    assert one.things(act("pick up the red cup on the table"))["pick up the red cup on the table"][0] != 0
    assert one.things(act("put the held red cup in the blue bowl"))["put the held red cup in the blue bowl"] == (0, 2)
    assert one.things(act("put the held red cup on the red cup on the table"))["put the held red cup on the red cup on the table"][0] == 0


def test_a_thing_that_is_not_there_is_not_acted_upon():
    wrong, other = act("pick up the purple cup", chance=-0.4), Line(ReplyKind.ANSWER, "I don't see a purple cup.", (), (), -1.2)
    assert said(weighing([[0.2, 0.0], [0.2, 0.0], [0.0, 0.0]]), [wrong, other]) is other


def test_a_question_names_all_that_could_be_meant_and_each_once():
    few, all_, double = ask("red cup", chance=-0.3), ask("red cup", "green cup", chance=-1.0), ask("red cup", "red cup", chance=-0.2)
    assert said(weighing([[0.9, 0.0], [0.9, 0.0], [0.02, 0.9]]), [few, all_, double]) is all_


def test_where_all_agree_the_likeliest_is_said():
    a, b = (Line(ReplyKind.ANSWER, text, (), (), chance) for text, chance in (("Yes.", -0.7), ("No.", -0.9)))
    assert said(weighing([[0.0, 0.0]] * 3), [b, a]) is a


def test_the_first_line_must_be_a_reply_and_the_others_may_be_noise():
    writing = Writing(["yes", "."])
    yes, noise = writing.encode("answer", "yes.", (), ())[1:-1], [writing.number["yes"]]
    assert [line.text for line in read_lines(writing, [(yes, -0.1), (noise, -3.0)])] == ["Yes."]
    with pytest.raises(ValueError):
        read_lines(writing, [(noise, -3.0)])


def test_two_things_to_do_that_are_about_as_likely_leave_doubt():
    one, other = act("pick up the red cup", chance=-0.8), act("pick up the green cup", chance=-0.9)
    alike = weighing([[0.52, 0.0], [0.48, 0.0], [0.0, 0.0]])
    assert alike.unsure(alike.weigh([one, other]), 0.4)
    clear = weighing([[0.95, 0.0], [0.05, 0.0], [0.0, 0.0]])
    assert not clear.unsure(clear.weigh([one, other]), 0.4)
    assert not alike.unsure(alike.weigh([ask("red cup", "green cup"), ask("red cup", "blue bowl")]), 0.4)  # asking is no guess


def test_an_act_about_what_was_hardly_meant_leaves_doubt_and_one_of_many_meant_does_not():
    one = [act("pick up the red cup", chance=-0.1)]
    elsewhere, any_of_them = weighing([[0.06, 0.0], [0.15, 0.0], [0.0, 0.0]]), weighing([[0.99, 0.0], [0.999, 0.0], [0.0, 0.0]])
    assert elsewhere.unsure(elsewhere.weigh(one), 0.4) and not elsewhere.unsure(elsewhere.weigh(one), 0.4, asked=True)
    assert not any_of_them.unsure(any_of_them.weigh(one), 0.4)


def test_two_names_for_one_thing_are_no_doubt():
    lines = [act("pick up the red cup", chance=-0.9), act("take the red cup", chance=-1.0)]
    clear = weighing([[0.9, 0.0], [0.1, 0.0], [0.0, 0.0]])
    assert list(clear.chances(clear.weigh(lines)).values()) == pytest.approx([1.0])


def test_the_lower_the_threshold_the_more_is_asked_about_and_a_high_one_asks_when_nothing_reaches_it():
    lines = [act("pick up the red cup", chance=-0.3), act("pick up the green cup", chance=-1.5)]
    clear = weighing([[0.99, 0.0], [0.99, 0.0], [0.0, 0.0]])
    weighed = clear.weigh(lines)
    chances = sorted(clear.chances(weighed).values())
    assert sum(chances) == pytest.approx(1.0) and 0.02 < chances[0] < 0.4
    assert clear.unsure(weighed, chances[0] - 0.01) and not clear.unsure(weighed, chances[0] + 0.01) and clear.unsure(weighed, chances[1] + 0.01)


def test_a_reply_is_about_what_it_acts_on_and_where_that_goes_or_what_it_offers():
    any_ = weighing([[0.5, 0.5]] * 3)
    assert any_.about(act("put the red cup in the blue bowl")) == {0, 2}
    assert any_.about(act("pick up the purple cup")) == set()
    assert any_.things(act("put the green cup in the blue bowl", "pick up the purple cup")) == {"put the green cup in the blue bowl": (1, 2), "pick up the purple cup": (None, None)}
    assert any_.things(ask("red cup", "green cup")) == {}
    assert any_.about(ask("red cup", "green cup")) == {0, 1}
    assert any_.about(Line(ReplyKind.ANSWER, "Yes.", (), (), -0.1)) == set()


def test_a_question_about_other_things_is_not_asked_instead_of_the_act():
    clear = weighing([[0.95, 0.0], [0.05, 0.0], [0.01, 0.9]])
    doing = clear.weigh([act("put the red cup in the blue bowl")])[0]
    near, stray = ask("red cup", "green cup"), ask("green cup", "blue bowl")
    assert [q for q, _ in clear.to_the_point(clear.weigh([stray, near]), doing)] == [near]


def test_what_is_plainly_seen_is_not_denied():
    features = torch.zeros(1, 3, FEATURES)
    for row, (color, kind) in enumerate((("red", "cup"), ("green", "cup"), ("blue", "bowl"))):
        features[0, row, KINDS.index(kind)] = features[0, row, len(KINDS) + COLORS.index(color)] = 1.0
    weighed = Weighing(Pointer(), Reader(), features, torch.ones(1, 3, dtype=torch.bool), torch.full((3, 2), 0.5))
    assert weighed.denies("I don't see a red cup. I see a red cup, a green cup and a blue bowl.")
    assert weighed.denies("I don't see a bowl. I see a blue bowl.")
    assert not weighed.denies("I don't see a blue cup. I see a red cup, a green cup and a blue bowl.")
    assert not weighed.denies("I don't see a cube.")
    features[0, :, : len(KINDS)] *= 0.6  # it is not sure what these are
    assert not weighed.denies("I don't see a red cup.")


def test_nothing_is_taken_to_itself():
    weighed = weighing([[0.95, 0.02], [0.05, 0.01], [0.6, 0.4]])
    itself, there = act("put the red cup in the red cup", chance=-0.01), act("put the red cup in the blue bowl", chance=-2.0)
    assert weighed.absurd(itself) and not weighed.absurd(there)
    assert not weighed.absurd(act("put the red cup next to the red cube"))
    assert said(weighed, [itself, there]) is there


class Told(Pointer):
    """Knows too how likely the command alone would have made each of some acts."""

    def likelihood(self, lines, states, hidden):
        return torch.tensor([states[line] for line in lines])


LIFTED, PUT, QUESTION = (Line(ReplyKind.ACT, "", ("pick up the red cup",), (), -0.2, ("lifted",)), Line(ReplyKind.ACT, "", ("put the red cup in the blue bowl",), (), -2.0, ("put",)),
                         Line(ReplyKind.ASK, "", (), ("red cup", "green cup"), -0.1, ("asked",)))
COMMAND = {("lifted",): -9.0, ("put",): -0.7}
"""It had no doubt that something was to be put in the bowl, only which cup."""


def told():
    return Weighing(Told(), Reader(), torch.zeros(1, 3, FEATURES), torch.ones(1, 3, dtype=torch.bool), torch.tensor([[0.5, 0.0], [0.5, 0.0], [0.0, 1.0]]))


def test_what_answers_which_one_does_with_it_what_the_command_said():
    """The answer alone took the relation for another one."""
    w = told()
    assert w.as_asked(w.weigh([LIFTED, PUT]), COMMAND, None)[0][0] is PUT
    assert w.as_asked([(LIFTED, 0.0), (PUT, -8.0)], COMMAND, None)[0][0] is LIFTED  # the answer may change the command, when it says so plainly


def test_what_the_command_could_not_have_meant_is_told_from_what_it_could():
    assert told().could_mean([LIFTED, PUT], COMMAND, None) == [False, True]


def test_what_is_no_act_is_not_among_what_was_asked_for():
    w = told()
    assert w.as_asked(w.weigh([QUESTION]), COMMAND, None) == []
    assert [line for line, _ in w.as_asked([(QUESTION, 0.0), (PUT, 0.0)], COMMAND, None)] == [PUT]
