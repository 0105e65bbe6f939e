
namespace SmartCity.AppHost.Programs;

/// <summary>What a child printed: in a file, the one before kept beside it, and its last lines at hand.</summary>
internal sealed class ChildLog : IDisposable
{
    private const int Remembered = 25;
    private const long Largest = 32 << 20;
    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private StreamWriter writer;
    private bool closed;

    public ChildLog(string path)
    {
        Path = path;
        writer = Open(path);
    }

    public string Path { get; }

    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (gate)
                return [.. last];
        }
    }

    public void Add(string line)
    {
        lock (gate)
        {
            if (closed)
                return;
            last.Enqueue(line);
            if (last.Count > Remembered)
                last.Dequeue();
            writer.WriteLine(line);
            if (writer.BaseStream.Length > Largest)
            {
                writer.Dispose();
                writer = Open(Path);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            writer.Dispose();
        }
    }

    private static StreamWriter Open(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        if (File.Exists(path))
            File.Move(path, path + ".1", overwrite: true);
        return new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
    }
}
