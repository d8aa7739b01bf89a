"""Jobs in their order, forgotten or ended, and the moment when there is nothing to do."""

import threading

from assistant.waiting import Waiting


def worker(waiting: Waiting, done: list) -> threading.Thread:
    thread = threading.Thread(target=lambda: [done.append(job) for job in waiting.jobs()], daemon=True)
    thread.start()
    return thread


def test_jobs_are_done_in_their_order_until_the_end():
    waiting, done = Waiting(), []
    for n in range(5):
        waiting.put(n)
    assert len(waiting) == 5 and not waiting.idle.is_set()
    waiting.end()
    worker(waiting, done).join(5)
    assert done == [0, 1, 2, 3, 4] and waiting.idle.is_set()


def test_what_has_not_begun_is_forgotten_and_the_end_is_not():
    waiting, done, begun, go_on = Waiting(), [], threading.Event(), threading.Event()

    def work():
        for job in waiting.jobs():
            begun.set()
            go_on.wait(5)
            done.append(job)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    waiting.put("first")
    assert begun.wait(5)
    waiting.put("second")
    waiting.end()
    waiting.forget()
    assert not waiting.idle.is_set()  # the first is still being done
    go_on.set()
    thread.join(5)
    assert done == ["first"] and waiting.idle.wait(5) and not thread.is_alive()


def test_forgetting_all_that_waits_is_being_idle():
    waiting = Waiting()
    waiting.put("never done")
    waiting.forget()
    assert len(waiting) == 0 and waiting.idle.is_set()
