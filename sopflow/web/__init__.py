"""What the page's server and the service share: who is let in, how long a body may take, and how a server ends."""
