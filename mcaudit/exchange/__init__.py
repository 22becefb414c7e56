"""What other programs read: values in, records out, and one writer that puts records into their envelope."""
