"""Effort, waves, calendar and money: numbers from an advice, each with its source and its assumptions."""
