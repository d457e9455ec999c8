"""Settings of signing in: passwords, second factor, lock-out, single sign-on."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
