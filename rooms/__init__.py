"""THE CLASS: what happens in a classroom, as commands judged and events applied; pure, synchronous, standard library only."""
