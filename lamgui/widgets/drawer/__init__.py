"""The drawer below or beside the pictures: what is looked at along the path and in numbers."""
