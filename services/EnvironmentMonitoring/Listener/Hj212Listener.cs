using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Kernel.Loops;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>Takes the calls of stations: many on one port, a task and no thread each.</summary>
internal sealed class Hj212Listener(
    LineServices services, FrameDesk desk, StationBook book, LimitBook limits, IOptions<EnvironmentMonitoringOptions> options, TimeProvider clock, ILogger<Hj212Listener> logger)
    : Loop("HJ 212 listener")
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int BooksEvery = 5;
    private readonly ConcurrentDictionary<Hj212Line, Task> running = new();

    /// <summary>Where stations call; null while nobody listens.</summary>
    public IPEndPoint? Endpoint { get; private set; }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        await book.LoadAsync(cancellation);
        if (options.Value.Hj212Port == 0)
        {
            Beat();
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation);
        }
        using var listener = Open();
        try
        {
            await Task.WhenAll(AcceptAsync(listener, cancellation), SweepAsync(cancellation));
        }
        finally
        {
            Endpoint = null;
            foreach (var line in running.Keys)
                line.Close("the node stops");
            await Task.WhenAll(running.Values);
        }
    }

    private TcpListener Open()
    {
        var (bind, port) = (options.Value.Hj212Bind, options.Value.Hj212Port);
        var listener = new TcpListener(IPAddress.Parse(bind), port);
        try
        {
            listener.Start(backlog: 512);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            Trouble = exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"TCP port {port} on {bind} is taken by another program: end that program, or set EnvironmentMonitoring:Hj212Port to a free port. Stations cannot call meanwhile."
                : $"TCP port {port} on {bind} cannot be opened ({exception.Message}): set EnvironmentMonitoring:Hj212Bind to an address of this machine, EnvironmentMonitoring:Hj212Port to a port this user may open.";
            throw new InvalidOperationException(Trouble, exception);
        }
        Trouble = null;
        Endpoint = (IPEndPoint)listener.LocalEndpoint;
        EnvironmentMonitoringLog.Listening(logger, Endpoint.ToString());
        return listener;
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken cancellation)
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync(cancellation);
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            var line = new Hj212Line(socket, desk, services);
            if (services.Admission.TryEnter(line))
                Serve(line, cancellation);
            else
                line.Close("all places are taken");
            Beat();
        }
    }

    private void Serve(Hj212Line line, CancellationToken cancellation)
    {
        running[line] = Task.CompletedTask;
        var serving = Task.Run(() => ServeAsync(line, cancellation), CancellationToken.None);
        // It may be over already: then its entry is gone and stays so.
        running.TryUpdate(line, serving, Task.CompletedTask);
    }

    private async Task ServeAsync(Hj212Line line, CancellationToken cancellation)
    {
        try
        {
            await line.RunAsync(cancellation);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException or SocketException || line.ClosedFor is not null)
        {
            // The line is gone, by the other side's doing or by ours.
        }
        catch (Exception exception)
        {
            EnvironmentMonitoringLog.LineFailed(logger, line.Remote, exception);
        }
        line.Close("it ended");
        services.Admission.Leave(line);
        foreach (var mn in line.Stations)
            if (services.Sessions.Find(mn) is { } session && session.Line == line)
                session.Line = null;
        running.TryRemove(line, out _);
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        for (var turn = 1; ; turn++)
        {
            await Task.Delay(Look, clock, cancellation);
            var now = clock.GetUtcNow();
            foreach (var line in services.Admission.Lines)
                if (line.IsOverdue(now))
                    line.Close("nothing good came for too long");
            if (turn % BooksEvery == 0)
            {
                // Another process of this node may have changed them.
                await book.LoadAsync(cancellation);
                await limits.LoadAsync(cancellation);
            }
            Beat();
        }
    }
}
