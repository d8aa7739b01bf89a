"""Lessons in which things have other names for a while, or are told by what has their colour; talk between steps; and a hand that has let go."""

from assistant.vla.training.language import after_questions, in_the_way, memory, narrated, roles
from assistant.vla.training.language.scenes import COLORS, CONTAINERS
from tests.assistant.vla.training.drawn import lessons


def test_the_one_that_is_named_first_in_the_order_goes_to_the_other():
    for lesson in lessons(roles.named):
        target, goal = lesson.objects[lesson.targets[0]], lesson.objects[lesson.destinations[0]]
        (step,) = lesson.steps
        thing, place = step.removeprefix("put the ").split(" the ", 1) if "in front of" not in step else step.removeprefix("put the ").split(" in front of the ")
        assert target.kind in thing.split() and goal.kind in place.split() and lesson.kind == "act"


def test_a_likeness_is_said_of_the_one_thing_of_its_kind_with_that_colour():
    for lesson in lessons(roles.by_its_likeness):
        o = lesson.objects[lesson.targets[0]]
        assert lesson.kind == "act" and sum(p.kind == o.kind and p.color == o.color for p in lesson.objects) == 1 < sum(p.kind == o.kind for p in lesson.objects)


def test_what_has_a_colour_is_said_of_no_other_colour():
    said = [likeness for likenesses in roles._LIKE.values() for likeness in likenesses]
    assert len(set(said)) == len(said)


def test_to_its_colour_is_the_container_with_the_colour_of_the_thing():
    for lesson in lessons(roles.to_its_color):
        target, goal = lesson.objects[lesson.targets[0]], lesson.objects[lesson.destinations[0]]
        assert goal.kind in CONTAINERS and goal.color == target.color and sum(o.kind == goal.kind for o in lesson.objects) > 1


def test_talk_between_steps_adds_none():
    for lesson in lessons(narrated.narrated):
        assert lesson.kind == "act" and len(lesson.steps) == 2 and lesson.tag == "sequence"


def test_a_hand_that_has_let_go_no_longer_stops_it_and_one_that_has_not_does():
    found = lessons(in_the_way.let_go)
    assert all("not safe" in lesson.history[-1].text for lesson in found) and {lesson.kind for lesson in found} == {"act", "refuse"}
    for lesson in found:
        assert (lesson.steps != ()) == (lesson.kind == "act")


def test_and_the_one_at_the_other_end_is_a_question_after_a_question():
    found = [lesson for lesson in lessons(after_questions.and_the, 400) if lesson.history[-1].text.startswith("The ") and lesson.text.endswith(("on the left.", "on the right.", "in the middle.", "to me.", "from me."))]
    assert len(found) > 20 and all(lesson.kind == "answer" for lesson in found)


def test_an_answer_that_rules_out_leaves_what_was_not_named():
    found = [lesson for lesson in lessons(memory.answered, 1500) if "rule out" in lesson.say.lower() and lesson.kind == "act"]
    assert found
    for lesson in found:
        offered = [c for c in COLORS if c in lesson.history[-1].text]
        left = [c for c in offered if c not in lesson.say.lower().split()]
        assert left and {lesson.objects[i].color for i in (*lesson.targets, *lesson.destinations)} & set(left)
