"""What points back at an answer or at what was built is about that thing; what counts further than there is asks; what stands by nothing is not there."""


from assistant.vla.training.language import pointing_back, replies
from assistant.vla.training.language.scenes import CONTAINERS, names
from tests.assistant.vla.training.drawn import lessons


def test_what_was_asked_about_is_what_is_acted_on():
    into = 0
    for lesson in lessons(pointing_back.asked_then):
        assert [u.speaker for u in lesson.history] == ["user", "robot"] and len(lesson.steps) == 1
        told = [i for i, o in enumerate(lesson.objects) if o.kind in lesson.history[1].text and (o.color in lesson.history[1].text or sum(p.kind == o.kind for p in lesson.objects) == 1)]
        (thing,) = told
        assert names(lesson.objects)[thing] in lesson.steps[0]
        into += lesson.objects[thing].kind in CONTAINERS
    assert 5 < into < 100


def test_on_top_of_that_is_on_what_is_on_top():
    for lesson in lessons(pointing_back.on_top_of_that):
        (goal,) = lesson.destinations
        assert lesson.objects[goal].kind == "cube" and lesson.objects[lesson.objects[goal].inside].kind == "cube"
        assert lesson.steps[0].endswith(f" on the {names(lesson.objects)[goal]}")


def test_the_third_of_two_is_asked_about():
    for lesson in lessons(pointing_back.too_few):
        assert lesson.kind == "ask" and len(lesson.options) in (2, 3) and lesson.text.startswith(f"I only see {('two', 'three')[len(lesson.options) - 2]} ")
        assert len(lesson.options) == 2 or not any(word in lesson.say.lower() for word in ("third", "three"))


def test_which_ones_names_what_was_counted():
    for lesson in lessons(pointing_back.which_ones):
        assert lesson.kind == "answer" and lesson.targets and all(lesson.objects[i].kind in lesson.text for i in lesson.targets)
        assert f" {replies.NUMBERS[len(lesson.targets)]} " in lesson.history[-1].text


def test_by_a_thing_that_is_not_there_nothing_is_done():
    for lesson in lessons(pointing_back.by_what_is_not_there):
        assert lesson.kind == "answer" and not lesson.steps and lesson.text.startswith("I don't see")
        named = lesson.text.removeprefix("I don't see ").split(".")[0].split(" ", 1)[1]
        assert named == "here" or named not in {f"{o.color} {o.kind}" for o in lesson.objects}


def test_what_was_stacked_or_is_held_goes_where_it_is_told():
    onto = 0
    for lesson in lessons(pointing_back.stacked):
        assert lesson.history and len(lesson.steps) == 1
        if lesson.destinations:
            (goal,) = lesson.destinations
            assert names(lesson.objects)[goal] in lesson.steps[0].split(" the ", 2)[2]
            onto += lesson.objects[goal].kind == "cube"
    assert onto > 60


def test_one_more_goes_where_the_others_went():
    for lesson in lessons(pointing_back.one_more):
        (goal,) = lesson.destinations
        assert sum(o.inside == goal for o in lesson.objects) == 2 and lesson.steps[0].endswith(names(lesson.objects)[goal])


def test_how_many_of_them_counts_among_them():
    for lesson in lessons(pointing_back.how_many_of_them):
        number = len(lesson.targets)
        assert ("no " if not number else "one " if number == 1 else " ") in lesson.text
        assert len({lesson.objects[i].color for i in lesson.targets}) <= 1
