from agent.line.process import main

if __name__ == "__main__":
    main()
