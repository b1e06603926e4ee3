"""Music and other sound behind the voices."""

from __future__ import annotations

from agent.call.background import MUSIC_SECONDS, ROOM_SECONDS, Background
from agent.call.events import VoiceMeasured

FRAME = 0.02


def hear(
    background: Background,
    seconds: float,
    level: float,
    probability: float = 0.0,
    music: float = 0.0,
    dips: float | None = None,
) -> Background:
    """``dips``: every fourth frame has this level, as between syllables."""
    for at in range(round(seconds / FRAME)):
        dip = dips is not None and at % 4 == 0
        background.hear(VoiceMeasured(probability, FRAME, dips if dip and dips is not None else level, music))
    return background


def test_music_is_music_when_it_has_lasted() -> None:
    background = hear(Background(0.5), 1.0, -20.0, music=0.9)
    assert background.sounding
    assert not background.music
    assert hear(background, MUSIC_SECONDS, -20.0, music=0.9).music


def test_silence_speech_and_any_other_noise_are_none() -> None:
    assert not hear(Background(0.5), 20.0, -60.0, music=0.9).music
    noise = hear(Background(0.5), 20.0, -20.0)
    assert not noise.music
    assert not noise.sounding
    spoken = hear(Background(0.5), 20.0, -20.0, probability=0.9, music=0.9)
    assert not spoken.sounding
    assert not spoken.music


def test_a_tone_sounds_and_is_no_music() -> None:
    background = Background(0.5)
    for _ in range(50):
        background.hear(VoiceMeasured(0.0, FRAME, -20.0, tone=True))
    assert background.sounding
    assert not background.music


def test_music_may_rest_for_a_moment_and_ends_with_speech_or_silence() -> None:
    background = hear(Background(0.5), 10.0, -20.0, music=0.9)
    assert hear(hear(background, 0.1, -90.0), 0.6, -20.0, music=0.9).music
    assert not hear(background, 1.5, -20.0, probability=0.9).sounding


def test_music_far_below_the_voice_is_played_in_their_room() -> None:
    talking = hear(Background(0.5), 3.0, -18.0, probability=0.9)
    assert not hear(talking, 10.0, -32.0, music=0.9).music
    assert hear(talking, 10.0, -24.0, music=0.9).music


def after_words(level: float, seconds: float, pause: float = -60.0) -> Background:
    """Music, words, a pause, and ``seconds`` of what may be the music."""
    background = hear(Background(0.5), 5.0, -20.0, music=0.9)
    hear(hear(background, 1.0, -18.0, probability=0.9), 0.4, pause)
    return hear(background, seconds, level, music=0.1)


def test_what_is_as_loud_as_the_music_was_may_be_it_again() -> None:
    assert after_words(-24.0, 0.3).again
    assert not after_words(-24.0, 0.1).again
    assert not hear(after_words(-24.0, 0.3), 0.2, -18.0, probability=0.9).again
    assert not hear(hear(Background(0.5), 1.0, -18.0, probability=0.9), 0.5, -20.0).again


def test_what_rises_out_of_the_pause_may_be_it_and_a_steady_room_is_not() -> None:
    assert after_words(-40.0, 0.3).again
    assert not after_words(-40.0, 0.3, pause=-42.0).again
    assert not after_words(-60.0, 0.3, pause=-90.0).again


def test_what_was_heard_before_is_a_recording() -> None:
    background = hear(Background(0.5), 2.0, -20.0, probability=0.9)
    assert not background.recorded
    for _ in range(20):
        background.hear(VoiceMeasured(0.9, FRAME, -20.0, repeated=True))
    assert background.recorded
    background.next_turn()
    assert not background.recorded


def over(dips: float, music: float = 0.9) -> bool:
    """Whether words with pauses of the level ``dips`` after music at -20 dBov are said over it."""
    background = hear(Background(0.5), 3.0, -20.0, music=0.9)
    return hear(background, 2.0, -18.0, probability=0.9, music=music, dips=dips).under_turn


def test_who_sings_or_is_recorded_over_music_leaves_no_pause() -> None:
    assert over(dips=-26.0)


def test_who_speaks_when_the_music_has_stopped_speaks_to_us() -> None:
    assert not over(dips=-45.0)
    assert not over(dips=-26.0, music=0.1)


def test_where_there_was_no_music_nobody_speaks_over_it() -> None:
    assert not Background(0.5).under_turn
    assert not hear(Background(0.5), 2.0, -20.0, probability=0.9, music=0.9).under_turn


def test_a_noise_that_was_no_turn_is_forgotten() -> None:
    background = hear(Background(0.5), 3.0, -20.0, music=0.9)
    hear(background, 0.3, -20.0, probability=0.9, music=0.9)
    hear(background, 600.0, -20.0, music=0.9)
    assert hear(background, 2.0, -18.0, probability=0.9, music=0.9, dips=-26.0).under_turn
    hear(background, 5.0, -60.0)
    assert not hear(background, 2.0, -18.0, probability=0.9, music=0.1).under_turn


def test_each_turn_is_asked_for_by_itself() -> None:
    background = hear(Background(0.5), 3.0, -20.0, music=0.9)
    hear(background, 2.0, -20.0, probability=0.9, music=0.9)
    assert background.under_turn
    background.next_turn()
    assert not hear(background, 2.0, -20.0, probability=0.9).under_turn


def test_what_lies_far_below_the_music_is_the_line_after_it() -> None:
    background = hear(Background(0.5), 5.0, -20.0, music=0.9)
    assert not hear(background, 1.2, -45.0, music=0.9).sounding


def test_soft_music_is_music() -> None:
    assert hear(Background(0.5), MUSIC_SECONDS + 0.1, -55.0, music=0.9).music


def test_who_sings_over_music_does_not_end_it() -> None:
    background = hear(hear(Background(0.5), 1.5, -20.0, music=0.9), 5.0, -18.0, probability=0.9, music=0.9)
    assert hear(background, 1.2, -20.0, music=0.9).music
    spoken = hear(hear(Background(0.5), 1.5, -20.0, music=0.9), 5.0, -18.0, probability=0.9, music=0.1)
    assert not hear(spoken, 1.2, -20.0, music=0.9).music


def test_where_it_is_not_quiet_there_may_be_music() -> None:
    assert not hear(Background(0.5), 2.0, -60.0).moves
    assert hear(Background(0.5), 2.0, -60.0, music=0.9).moves
    assert hear(Background(0.5), 2.0, -40.0, dips=-60.0).moves
    assert not hear(hear(Background(0.5), 2.0, -60.0, music=0.9), 2.0, -60.0).moves


def behind(level: float) -> Background:
    return hear(hear(Background(0.5), 1.0, -20.0, probability=0.9), 0.5, level)


def test_what_is_heard_behind_a_voice_may_be_too_loud_for_their_room() -> None:
    assert behind(-28.0).loud_behind
    assert not behind(-35.0).loud_behind
    assert not Background(0.5).loud_behind
    assert not hear(Background(0.5), 1.0, -20.0, probability=0.9).loud_behind


def test_a_song_is_known_from_its_beginning_also_when_somebody_then_speaks_on_without_it() -> None:
    background = hear(hear(Background(0.5), 0.2, -20.0, music=0.9), 3.2, -20.0, probability=0.9, music=0.9)
    assert hear(background, 6.0, -15.0, probability=0.9, music=0.1, dips=-60.0).under_turn


def test_a_song_that_begins_with_its_singer_is_music_too_and_a_person_in_a_loud_room_is_not_soon() -> None:
    sung = hear(Background(0.5), 3.2, -20.0, probability=0.9, music=0.9)
    assert sung.under_turn
    assert not hear(Background(0.5), 2.0, -20.0, probability=0.9, music=0.9).under_turn


def test_music_that_was_over_before_a_long_voice_is_not_beneath_it() -> None:
    background = hear(Background(0.5), 3.0, -20.0, music=0.9)
    hear(background, 0.3, -20.0, probability=0.9, music=0.9)
    assert not hear(background, 5.0, -20.0, probability=0.9, music=0.1).under_turn


def person_over_music() -> Background:
    """In whose room there is music, as near as a queue's."""
    background = hear(Background(0.5), 2.0, -20.0, music=0.9)
    background = hear(background, 2.0, -14.0, probability=0.9, music=0.9)
    background.of_person()
    background.next_turn()
    return background


def test_music_that_a_person_has_spoken_over_is_their_room_s() -> None:
    background = hear(person_over_music(), 5.0, -20.0, music=0.9)
    assert not background.music
    assert not background.sounding
    spoken = hear(background, 2.0, -14.0, probability=0.9, music=0.9)
    assert not hear(spoken, 5.0, -20.0, music=0.9).music


def test_louder_music_after_it_is_a_queue_s() -> None:
    assert hear(person_over_music(), 3.0, -12.0, music=0.9).music


def test_music_that_plays_on_without_a_word_is_a_queue_s() -> None:
    assert hear(person_over_music(), ROOM_SECONDS + MUSIC_SECONDS + 0.5, -20.0, music=0.9).music


def test_music_before_words_that_are_far_louder_was_their_room_s() -> None:
    room = hear(hear(Background(0.5), 2.0, -44.0, music=0.9), 2.0, -20.0, probability=0.9)
    assert not room.music_before
    queue = hear(hear(Background(0.5), 2.0, -28.0, music=0.9), 2.0, -20.0, probability=0.9)
    assert queue.music_before


def test_music_is_far_below_the_voice_of_the_turn_or_it_is_not() -> None:
    def turn(music: float) -> Background:
        return hear(hear(Background(0.5), 3.0, music, music=0.9), 2.0, -20.0, probability=0.9, music=0.9)

    assert turn(-44.0).far_below
    assert not turn(-28.0).far_below
    assert not hear(Background(0.5), 2.0, -20.0, probability=0.9).far_below
