using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SmartCity.Gateway.Tests;

/// <summary>Everything that was logged, of every category, at every level, exceptions with their text.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, string Text)> lines = new();

    public IEnumerable<string> All => lines.Select(line => line.Text);

    public IEnumerable<string> Of(string category) => lines.Where(line => line.Category == category).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.lines.Enqueue((category, formatter(state, exception) + " " + exception));
    }
}
