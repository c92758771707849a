"""The places people read alerts in: one folder per platform, each reached through its entry point."""
