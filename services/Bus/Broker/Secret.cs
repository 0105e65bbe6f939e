namespace SmartCity.Bus.Broker;

/// <summary>Passwords and tokens out of files that hold nothing else. Read anew each time, so that a changed one counts without a restart.</summary>
internal static class Secret
{
    /// <summary>What the file holds, without the line's end.</summary>
    public static string Read(string file) => File.ReadAllText(file).Trim();

    /// <summary>Why a file cannot be used; null when it can, or none is named. Never the content.</summary>
    public static string? Mistake(string setting, string? file)
    {
        if (string.IsNullOrEmpty(file))
            return null;
        try
        {
            return Read(file).Length > 0 ? null : $"{setting} is {file}, which is empty.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{setting} is {file}, which cannot be read: {exception.Message}";
        }
    }
}
