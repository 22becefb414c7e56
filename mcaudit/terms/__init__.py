"""The words and short sentences that reports and machine formats share: statuses, points, remarks, parties."""
