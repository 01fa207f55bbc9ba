"""A programme that people can join, made as an organiser makes one."""

from sandbox.rehearsal import Rehearsal


def make_programme(rehearsal: Rehearsal) -> None:
    orla = rehearsal.ws.person("orla")
    orla.runs("/rm-programme create")
    orla.fills("Name", "Benchmark")
    orla.chooses("People who help (two at least)", "hana", "hugo")
    orla.chooses("Sponsor", "sam")
    orla.submits()
    orla.closes()
    orla.runs("/rm-programme open")
