layer lambda_1 = x / 127.5 - 1
