import sys

from agent.practice.demo.program import main

if __name__ == "__main__":
    sys.exit(main())
