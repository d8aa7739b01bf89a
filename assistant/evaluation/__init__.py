"""Evaluation: scenarios (scene, conversation, and what must come of it) played in the simulator in lockstep, and scored.

scenario.py reads and checks the files; stage.py is the robot; runner.py plays; truth.py judges by ground truth;
score.py counts; command.py is `python app.py evaluate`.
"""
