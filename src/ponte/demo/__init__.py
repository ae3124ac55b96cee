"""The demo world: Velora, a company that makes e-bikes."""
