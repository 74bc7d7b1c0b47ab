"""What README's performance table is made by: ratios, measured side by side in one run."""
