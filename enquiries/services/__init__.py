"""What happens in enquiries: sending, answering, ending, revealing, protecting, reminding, and what came of it."""
