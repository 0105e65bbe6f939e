namespace SmartCity.AppHost.Linking;

/// <summary>Cuts and restores the line of a county when somebody types it.</summary>
internal sealed class LineByHand(TcpRelay relay, string county, Action<string> say)
{
    public const string CutWord = "cut";
    public const string RestoreWord = "restore";

    /// <summary>Listens until the input ends; a console cannot be waited for without a thread.</summary>
    public void Listen(TextReader typed) => new Thread(() =>
    {
        while (typed.ReadLine() is { } line)
            Do(line.Trim());
    })
    { IsBackground = true, Name = "line by hand" }.Start();

    private void Do(string word)
    {
        switch (word)
        {
            case CutWord:
                relay.Cut();
                say($"The line of {county} is cut.");
                break;
            case RestoreWord:
                relay.Restore();
                say($"The line of {county} is restored.");
                break;
            case "":
                break;
            default:
                say($"Expected {CutWord} or {RestoreWord}, got \u201c{word}\u201d.");
                break;
        }
    }
}
