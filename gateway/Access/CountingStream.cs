namespace SmartCity.Gateway.Access;

/// <summary>Counts what passes through, and stops at a limit.</summary>
internal sealed class CountingStream(Stream inner) : Stream
{
    public long Count { get; private set; }

    /// <summary>Most bytes that may be read. Kestrel's own limit counts the framing of chunks too, so a body of the very limit would be refused by it.</summary>
    public long MostRead { get; set; } = long.MaxValue;

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException("A body that streams has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A body that streams has no position.");
        set => throw new NotSupportedException("A body that streams has no position.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count += buffer.Length;
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override void Write(byte[] buffer, int offset, int count)
    {
        Count += count;
        inner.Write(buffer, offset, count);
    }

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A body that streams cannot go back.");

    public override void SetLength(long value) => throw new NotSupportedException("A body that streams has no length.");

    private int Counted(int read)
    {
        Count += read;
        return Count <= MostRead ? read : throw new BadHttpRequestException($"The body has more than {MostRead} bytes.", StatusCodes.Status413PayloadTooLarge);
    }
}
